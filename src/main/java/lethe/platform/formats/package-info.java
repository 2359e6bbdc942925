/**
 * Text formats: CSV (RFC 4180), read strictly and written so that no spreadsheet executes a name as a formula; Markdown, rendered
 * without scripts and within limits; QR codes.
 */
@ApplicationModule(
        displayName = "Formats",
        allowedDependencies = {"platform.kernel"})
@NullMarked
package lethe.platform.formats;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
