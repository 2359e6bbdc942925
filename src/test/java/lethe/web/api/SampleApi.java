package lethe.web.api;

import java.net.SocketException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Conflict;
import lethe.platform.kernel.Forbidden;
import lethe.platform.kernel.Gone;
import lethe.platform.kernel.Invalid;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RateLimited;
import lethe.platform.kernel.Unavailable;
import lethe.platform.kernel.UserId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.RequiresPermission;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sample API calls, written like those of the rooms. */
@RestController
@TestComponent
class SampleApi {
    @PostMapping("/api/v1/samples")
    @RequiresPermission(Permission.MANAGE_USERS)
    @ResponseStatus(HttpStatus.CREATED)
    Sample create(Actor actor, @RequestBody Sample sample) {
        return sample;
    }

    @GetMapping("/api/v1/samples")
    Page<String> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable UserId by,
            Filter filter) {
        Page.after(after);
        return new Page<>(List.of(String.valueOf(Page.limit(limit)), String.valueOf(filter.type())), null);
    }

    @PatchMapping("/api/v1/samples/{id}")
    Map<String, UserId> change(@PathVariable UserId id, @RequestBody Sample sample) {
        return Map.of("id", id);
    }

    @PostMapping("/api/v1/samples/{id}/termination")
    @RequiresPermission(any = {Permission.MANAGE_USERS, Permission.VIEW_AUDIT_LOG})
    Map<UserId, String> terminate(@PathVariable UserId id, Actor actor) {
        return Map.of(id, "terminated");
    }

    @DeleteMapping("/api/v1/samples/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UserId id) {}

    @GetMapping("/api/v1/shapes")
    Shape shape() {
        return new Shape(
                UserId.parse("user_01h455vb4pex5vsknk084sn02q").orElseThrow(),
                UserType.EXTERNAL,
                Instant.parse("2026-11-21T18:36:04Z"),
                LocalDate.parse("2026-11-21"),
                null,
                Optional.empty(),
                List.of());
    }

    @GetMapping("/api/v1/refusals/{code}")
    void refuse(@PathVariable String code) throws Exception {
        throw switch (code) {
            case "permission" -> Forbidden.missing(List.of(Permission.EDIT_BILLING_DETAILS));
            case "state" -> Forbidden.untilState("own-consent-required", "CONSENT_REQUIRED");
            case "gone" -> new Gone();
            case "role-in-use" -> new Conflict("role-in-use", Map.of("holders", 4));
            case "email-in-use" -> new Conflict("email-in-use", "email");
            case "changed" -> Conflict.changedMeanwhile(shape());
            case "too-many" -> new RateLimited(Duration.ofSeconds(90));
            case "unavailable" -> new Unavailable();
            case "database" -> new CannotGetJdbcConnectionException("away", new SQLException("away", "08001"));
            case "disk-full" -> new IllegalStateException(new SQLException("klara@x.example", "53100"));
            case "rollback" -> new TransactionSystemException("nobody answered the rollback");
            case "stopping" -> new IllegalStateException(new SQLException("klara@x.example", "57P01"));
            case "validation" -> Invalid.field("lastName", "control-character", 2);
            case "fault" -> new IllegalStateException("klara@x.example", new SocketException("klara@x.example"));
            default -> new NotFound();
        };
    }

    record Filter(@Nullable UserType type) {}

    record Consent(@Nullable Boolean given, @Nullable Integer noticeVersion) {}

    record Sample(
            @Nullable String name,
            @Nullable Integer count,
            @Nullable UserType type,
            @Nullable UserId roleId,
            @Nullable Consent consent,
            @Nullable List<String> permissions,
            @Nullable Instant at,
            @Nullable LocalDate until,
            @Nullable Map<String, String> texts) {}

    record Shape(
            UserId id,
            UserType type,
            Instant at,
            LocalDate day,
            @Nullable String nothing,
            Optional<String> empty,
            List<String> items) {}
}
