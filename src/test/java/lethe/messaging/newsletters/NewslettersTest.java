package lethe.messaging.newsletters;

import static lethe.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lethe.Api.Answer;
import org.junit.jupiter.api.Test;

/** Creating, changing and deleting newsletters over REST. */
class NewslettersTest extends TwoPublishers {
    @Test
    void createsOneNewsletterForAKeyAndForAName() throws Exception {
        for (var where : Map.of("/newsletters", house.ada(), "/operator/newsletters", operator)
                .entrySet()) {
            var keyed = where.getValue().with("Idempotency-Key", "once");
            var first = create(keyed, where.getKey(), "News");
            var again = create(keyed, where.getKey(), "News");
            var taken = create(where.getValue(), where.getKey(), " NEWS ");
            var both = atOnce(
                    () -> create(where.getValue(), where.getKey(), "Two"),
                    () -> create(where.getValue(), where.getKey(), "Two"));

            assertThat(first.status()).as(first.body()).isEqualTo(201);
            assertThat(first.json().propertyNames())
                    .containsExactly("id", "name", "about", "frequency", "publisher", "version");
            assertThat(first.http().headers().firstValue("Location"))
                    .hasValue("/api/v1" + where.getKey() + "/" + first.text("id"));
            assertThat(again.status()).isEqualTo(201);
            assertThat(again.json()).isEqualTo(first.json());
            assertThat(again.http().headers().firstValue("Idempotency-Replayed"))
                    .hasValue("true");
            assertThat(taken.status()).isEqualTo(409);
            assertThat(taken.problem()).isEqualTo("name-in-use");
            assertThat(both).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
            assertThat(where.getValue()
                            .get(where.getKey() + "/" + first.text("id"))
                            .json())
                    .isEqualTo(first.json());
            assertThat(create(where.getValue().with("Idempotency-Key", "k".repeat(65)), where.getKey(), "Three")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void refusesMissingWordsAndEmailAddresses() {
        for (var where : Map.of("/newsletters", house.ada(), "/operator/newsletters", operator)
                .entrySet()) {
            var api = where.getValue();
            assertThat(errors(api.post(where.getKey(), Map.of())))
                    .containsExactly("name required", "about required", "frequency required");
            assertThat(errors(api.post(
                            where.getKey(),
                            Map.of("name", "n".repeat(121), "about", "a".repeat(501), "frequency", "a\u0000b"))))
                    .containsExactly("name too-long", "about too-long", "frequency control-character");
            assertThat(errors(api.post(where.getKey(), Map.of("name", "a@b", "about", "x@y", "frequency", "c@d"))))
                    .containsExactly("name at-sign", "about at-sign", "frequency at-sign");
            assertThat(api.post(where.getKey(), Map.of("name", "x", "version", 1))
                            .status())
                    .isEqualTo(400);
            assertThat(create(api, where.getKey(), "n".repeat(120)).status()).isEqualTo(201);
        }
    }

    @Test
    void incrementsTheVersionAndRefusesOutdatedChanges() {
        for (var where : Map.of("/newsletters", house.ada(), "/operator/newsletters", operator)
                .entrySet()) {
            var api = where.getValue();
            var path =
                    where.getKey() + "/" + create(api, where.getKey(), "News").text("id");
            create(api, where.getKey(), "Taken");

            var changed = api.put(path, Map.of("name", "Newer", "version", 1));
            var same = api.put(path, Map.of("name", "Newer"));
            var outdated = api.put(path, Map.of("about", "Else.", "version", 1));
            var last = api.put(path, Map.of("about", "Else."));

            assertThat(changed.status()).as(changed.body()).isEqualTo(200);
            assertThat(changed.text("name")).isEqualTo("Newer");
            assertThat(changed.text("about")).isEqualTo("What is new.");
            assertThat(changed.json().path("version").asInt()).isEqualTo(2);
            assertThat(same.json()).isEqualTo(changed.json());
            assertThat(outdated.problem()).isEqualTo("changed-meanwhile");
            assertThat(outdated.json().path("current")).isEqualTo(changed.json());
            assertThat(last.json().path("version").asInt()).isEqualTo(3);
            assertThat(api.put(path, Map.of("name", "TAKEN")).problem()).isEqualTo("name-in-use");
            assertThat(api.put(path, Map.of("name", "")).status()).isEqualTo(422);
            assertThat(api.put(path, Map.of("publisher", "OPERATOR")).status()).isEqualTo(400);
        }
    }

    @Test
    void freesTheNameOfADeletedNewsletter() {
        for (var where : Map.of("/newsletters", house.ada(), "/operator/newsletters", operator)
                .entrySet()) {
            var api = where.getValue();
            var path =
                    where.getKey() + "/" + create(api, where.getKey(), "News").text("id");

            assertThat(api.delete(path).status()).isEqualTo(204);

            assertThat(api.delete(path).status()).isEqualTo(404);
            assertThat(api.get(path).status()).isEqualTo(404);
            assertThat(api.put(path, Map.of("name", "x")).status()).isEqualTo(404);
            assertThat(create(api, where.getKey(), "News").status()).isEqualTo(201);
        }
        assertThat(house.ada().get("/audit?action=newsletter.deleted").body()).contains("\"News\"");
    }

    @Test
    void recordsEveryAct() {
        var path = "/newsletters/" + create(house.ada(), "/newsletters", "News").text("id");
        house.ada().put(path, Map.of("name", "Newer", "frequency", "Daily."));
        house.ada().delete(path);

        var acts = items(house.ada().get("/audit")).stream()
                .filter(one -> one.path("action").asString().startsWith("newsletter."))
                .toList();
        assertThat(acts)
                .extracting(one -> one.path("action").asString())
                .containsExactly("newsletter.deleted", "newsletter.changed", "newsletter.created");
        assertThat(acts.get(1).path("facts").toString())
                .contains("[\"name\",\"frequency\"]", "\"version\":2", "\"correction\":false", "\"choicesEnded\":0");
    }

    private static List<String> errors(Answer refused) {
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        return refused.json()
                .path("errors")
                .valueStream()
                .map(one ->
                        one.path("field").asString() + " " + one.path("code").asString())
                .toList();
    }
}
