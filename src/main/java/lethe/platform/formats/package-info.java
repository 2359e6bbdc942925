/**
 * Text as people and programs exchange it: CSV tables (RFC 4180) read strictly and written so that no spreadsheet runs a
 * name as a formula; Markdown rendered without scripts, within bounds.
 */
@ApplicationModule(
        displayName = "Formats",
        allowedDependencies = {"platform.kernel"})
@NullMarked
package lethe.platform.formats;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
