package lethe.imports;

import java.time.Instant;
import lethe.kernel.RoleId;
import lethe.kernel.UserId;
import lethe.kernel.UserType;
import org.jspecify.annotations.Nullable;

/** Who started an import, with what, and what they attested of everybody in it. */
record Started(
        UserId by,
        Instant at,
        @Nullable UserType type,
        @Nullable RoleId role,
        int noticeVersion,
        String language,
        boolean invites) {}
