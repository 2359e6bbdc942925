package lethe.lifecycle.reviews;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import lethe.lifecycle.reviews.AccessFindings.Count;
import lethe.lifecycle.reviews.ReviewedUser.Outcome;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.RoleId;
import lethe.platform.kernel.UserType;
import lethe.platform.requests.Items;
import lethe.platform.requests.RequiresPermission;
import lethe.web.api.IdempotentResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/users")
class ReviewApi {
    static final String LINKS = "links.csv";
    private static final String ZIP = "application/zip";
    private final Reviews reviews;
    private final ReviewPlanning planning;
    private final ReviewStart starts;
    private final AccessFindings findings;
    private final InvitationLinksFile links;
    private final ReceiptFiles receipts;

    ReviewApi(
            Reviews reviews,
            ReviewPlanning planning,
            ReviewStart starts,
            AccessFindings findings,
            InvitationLinksFile links,
            ReceiptFiles receipts) {
        this.reviews = reviews;
        this.planning = planning;
        this.starts = starts;
        this.findings = findings;
        this.links = links;
        this.receipts = receipts;
    }

    @GetMapping("/findings")
    @RequiresPermission(Permission.MANAGE_USERS)
    Items<Count> findings(Actor actor, @RequestParam(required = false) @Nullable Integer months) {
        return new Items<>(findings.counts(actor, FindingFilter.months(months)));
    }

    @GetMapping("/findings/{finding}")
    @RequiresPermission(Permission.MANAGE_USERS)
    Page<FlaggedUser> found(
            Actor actor,
            @PathVariable Finding finding,
            @RequestParam(required = false) @Nullable Integer months,
            @RequestParam(required = false) @Nullable UserType type,
            @RequestParam(required = false) @Nullable RoleId roleId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        var filter = new FindingFilter(finding, FindingFilter.months(months), type, roleId);
        return findings.list(actor, filter, Page.after(after), Page.limit(limit));
    }

    @PostMapping("/reviews")
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.MANAGE_USERS)
    ResponseEntity<Review> plan(
            @RequestBody ReviewPlan plan,
            Actor actor,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String repeatKey) {
        var planned = planning.plan(actor, plan, repeatKey);
        return IdempotentResponse.answer(
                "users/reviews/" + planned.review().id(), planned.replayed(), planned.review());
    }

    @GetMapping("/reviews")
    @RequiresPermission(Permission.MANAGE_USERS)
    Page<Review> list(
            Actor actor,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return reviews.list(actor, Page.after(after), Page.limit(limit));
    }

    @GetMapping("/reviews/{id}")
    @RequiresPermission(Permission.MANAGE_USERS)
    Review get(Actor actor, @PathVariable ReviewId id) {
        return reviews.get(actor, id);
    }

    @GetMapping("/reviews/{id}/people")
    @RequiresPermission(Permission.MANAGE_USERS)
    Page<ReviewedUser> people(
            Actor actor,
            @PathVariable ReviewId id,
            @RequestParam(required = false) @Nullable Outcome outcome,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return reviews.people(actor, id, outcome, Page.after(after), Page.limit(limit));
    }

    @PostMapping("/reviews/{id}/start")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RequiresPermission(Permission.MANAGE_USERS)
    Review start(@RequestBody Assignment assignment, Actor actor, @PathVariable ReviewId id, Locale language) {
        return starts.start(actor, id, assignment, language.getLanguage());
    }

    @DeleteMapping("/reviews/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.MANAGE_USERS)
    void cancel(Actor actor, @PathVariable ReviewId id) {
        reviews.cancel(actor, id);
    }

    @GetMapping("/reviews/{id}/receipts")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = ZIP, schema = @Schema(type = "string")))
    @RequiresPermission(Permission.MANAGE_USERS)
    void receipts(Actor actor, @PathVariable ReviewId id, HttpServletResponse response) throws IOException {
        download(receipts, actor, id, response);
    }

    /** An empty request body. */
    record Nothing() {}

    @PostMapping("/reviews/{id}/links")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "410")
    @RequiresPermission(Permission.MANAGE_USERS)
    void links(@RequestBody Nothing nothing, Actor actor, @PathVariable ReviewId id, HttpServletResponse response)
            throws IOException {
        links.take(actor, id);
        links.write(actor, id, CsvOutput.forPrograms(response, LINKS));
    }

    static void download(ReceiptFiles receipts, Actor actor, ReviewId id, HttpServletResponse response)
            throws IOException {
        receipts.check(actor, id);
        response.setContentType(ZIP);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"receipts.zip\"");
        receipts.write(actor, id, response.getOutputStream());
    }
}
