package lethe.lifecycle.imports;

import java.time.Instant;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import org.jspecify.annotations.Nullable;

/** How an import was started, and what was attested for all users in it. */
record Started(
        UserId by,
        Instant at,
        @Nullable UserType type,
        @Nullable RoleId role,
        int noticeVersion,
        String language,
        boolean invites) {}
