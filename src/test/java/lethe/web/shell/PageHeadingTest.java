package lethe.web.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import java.time.Clock;
import java.util.List;
import lethe.organisations.Organisations;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.CannotCreateTransactionException;

class PageHeadingTest {
    private final Organisations organisations = mock(Organisations.class);
    private final PageHeading masthead = new PageHeading(organisations, Clock.systemUTC());

    @Test
    void returnsTheLastKnownHeadingWithoutDatabase() {
        doReturn(new lethe.organisations.OrganisationHeader("Acme", List.of()))
                .when(organisations)
                .masthead();
        assertThat(masthead.heading(new MockHttpServletRequest()).organisation())
                .isEqualTo("Acme");

        doThrow(new CannotCreateTransactionException("away"))
                .when(organisations)
                .masthead();

        assertThat(masthead.heading(new MockHttpServletRequest()).organisation())
                .isEqualTo("Acme");
    }

    @Test
    void fallsBackToTheProductName() {
        doThrow(new CannotCreateTransactionException("away"))
                .when(organisations)
                .masthead();

        assertThat(masthead.heading(new MockHttpServletRequest()).organisation())
                .isEqualTo("Lethe");
    }

    @Test
    void isLookedUpOncePerRequest() {
        doReturn(new lethe.organisations.OrganisationHeader("Acme", List.of()))
                .when(organisations)
                .masthead();
        var request = new MockHttpServletRequest();

        masthead.heading(request);
        masthead.heading(request);
        verify(organisations, times(1)).masthead();
        masthead.heading(new MockHttpServletRequest());
        verify(organisations, times(2)).masthead();
    }
}
