package lethe.messaging.mail;

import java.io.IOException;
import java.util.List;
import lethe.Api;
import lethe.PostOffice;
import lethe.Stage;
import lethe.Stage.House;
import lethe.platform.database.AsOwner;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.OrganisationId;
import lethe.platform.kernel.TenantContext;
import lethe.platform.kernel.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.transaction.support.TransactionTemplate;

/** Mails that a server refuses or postpones. */
abstract class RefusedMail extends PostOffice {
    @Autowired
    Stage stage;

    @Autowired
    Undelivered undelivered;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    ApplicationContext context;

    @MockitoSpyBean
    Smtp smtp;

    @MockitoSpyBean
    private MailStore store;

    House house;

    @BeforeEach
    void createHouse() {
        house = stage.house();
    }

    @AfterEach
    void resetTheServer() {
        Mockito.reset(smtp, store);
        AsOwner.of(context).execute("truncate mail; delete from work where kind = 'MAIL'");
    }

    Smtp sendBy(GrumpyServer server, String envelope) throws IOException {
        var named = new Smtp(server.url(), "post@lethe.example", envelope);
        Mockito.doAnswer(call -> named.line()).when(smtp).line();
        Mockito.doAnswer(call -> named.trouble()).when(smtp).trouble();
        return named;
    }

    static String page(Api who, String person) {
        return who.with("Accept-Language", "en").page("/users/" + person).body();
    }

    void awaitNote(String person, String kind, Undelivered.State state) throws InterruptedException {
        var id = UserId.parse(person).orElseThrow();
        for (var wait = 0; wait < 300; wait++) {
            if (in(() -> undelivered.of(
                            Actor.person(OrganisationId.parse(house.id()).orElseThrow(), id), id, List.of(kind)))
                    .stream()
                    .anyMatch(note -> note.state() == state)) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no " + state + " of " + kind);
    }

    <T> T in(java.util.function.Supplier<T> asking) {
        return TenantContext.in(
                OrganisationId.parse(house.id()).orElseThrow(), () -> transaction.execute(status -> asking.get()));
    }
}
