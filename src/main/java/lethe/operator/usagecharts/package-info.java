/** Usage statistics as charts, tables, CSV and JSON, with an explanation of what is counted and how. */
@ApplicationModule(
        displayName = "Usage charts",
        allowedDependencies = {"platform.formats", "platform.kernel", "platform.usage", "signin.sessions"})
@NullMarked
package lethe.operator.usagecharts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
