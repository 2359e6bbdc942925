package lethe.lifecycle.reviews;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lethe.lifecycle.reviews.Review.Act;
import lethe.lifecycle.reviews.ReviewedUser.Outcome;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.NotFound;
import lethe.platform.kernel.Page;
import lethe.platform.kernel.Permission;
import lethe.platform.kernel.UserId;
import lethe.platform.requests.CurrentRights;
import lethe.privacy.erasure.Receipts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The receipts of the users that a review terminated, one file each, as {@code GET /users/{id}/receipt} returns it
 * and {@code lethe verify} reads it. Receipts of users whose keys have yet to be destroyed are not included.
 */
@Component
class ReceiptFiles {
    private final Reviews reviews;
    private final Receipts receipts;
    private final CurrentRights rights;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    ReceiptFiles(
            Reviews reviews,
            Receipts receipts,
            CurrentRights rights,
            TransactionTemplate transaction,
            JsonMapper json) {
        this.reviews = reviews;
        this.receipts = receipts;
        this.rights = rights;
        this.transaction = transaction;
        this.json = json;
    }

    /** Called before the first byte; refuses reviews that are not terminations. */
    public void check(Actor actor, ReviewId id) {
        var review = reviews.get(actor, id);
        if (review.act() != Act.TERMINATION) {
            throw new NotFound();
        }
    }

    public void write(Actor actor, ReviewId id, OutputStream output) {
        actor.need(Permission.MANAGE_USERS);
        // Not closed if it breaks off: a list of its contents at the end would make it look complete.
        var zip = new ZipOutputStream(output);
        try {
            UUID after = null;
            do {
                var page = page(actor, id, after);
                for (var person : page.items()) {
                    write(actor, person.id(), zip);
                }
                after = Page.after(page.next());
            } while (after != null);
            zip.close();
        } catch (IOException brokenOff) {
            throw new UncheckedIOException(brokenOff);
        }
    }

    /** Checks the permission each time, because it may have been revoked while the file was written. */
    private Page<ReviewedUser> page(Actor actor, ReviewId id, @Nullable UUID after) {
        return Objects.requireNonNull(transaction.execute(status -> {
            rights.requireStill(actor, Permission.MANAGE_USERS);
            return reviews.people(actor, id, Outcome.DONE, after, Page.MOST);
        }));
    }

    private void write(Actor actor, UserId person, ZipOutputStream zip) throws IOException {
        if (!receipts.isPending(actor, person)) {
            zip.putNextEntry(new ZipEntry(person + ".json"));
            zip.write(json.writeValueAsBytes(receipts.get(actor, person)));
            zip.closeEntry();
        }
    }
}
