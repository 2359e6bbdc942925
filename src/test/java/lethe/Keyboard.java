package lethe;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForFunctionOptions;
import com.microsoft.playwright.TimeoutError;
import java.util.ArrayList;
import java.util.List;

/** A user without a mouse: moves by Tab, and sees the focus at every step. */
final class Keyboard {
    private static final int FAR = 120;

    /** A date field has several stops: day, month, year and calendar. */
    private static final int PARTS = 2;

    /** Elements reachable by Tab, in document order; a radio group is one stop. */
    private static final String REACHABLE = """
            () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
              .filter(it => !it.disabled && it.type !== 'hidden' && it.tabIndex >= 0)
              .filter(it => it.checkVisibility({ visibilityProperty: true }))
              .filter(it => it.type !== 'radio' || it.checked
                || ![...document.getElementsByName(it.name)].some(other => other.checked)
                  && it === document.getElementsByName(it.name)[0])
            """;

    /** The focused element has an outline or ring and is on the screen. */
    private static final String SEEN = """
            () => {
              const it = document.activeElement
              const style = getComputedStyle(it)
              const box = it.getBoundingClientRect()
              const lined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
              const ringed = style.boxShadow !== 'none' && it.matches('input, select, textarea')
              const here = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
                && box.right > 0 && box.left < innerWidth
              return lined || ringed ? (here ? '' : 'out of view') : 'without an outline'
            }
            """;

    private static final String ON = "selector => document.activeElement.matches(selector)";

    /** In milliseconds. */
    private static final double PATIENCE = 5_000;

    private final Page page;

    Keyboard(Page page) {
        this.page = page;
    }

    void type(String text) {
        page.keyboard().type(text);
    }

    void press(String key) {
        page.keyboard().press(key);
    }

    /** Presses Enter and waits for the next page. */
    void go(String key) {
        page.waitForNavigation(() -> press(key));
        page.waitForLoadState();
    }

    /** Presses Tab until the element has the focus. */
    void to(String selector) {
        for (var step = 0; step < FAR && !isOn(selector); step++) {
            press("Tab");
            if (!isOn("body")) {
                assertSeen();
            }
        }
        assertOn(selector);
    }

    /** Fills in a field reached from the current focus. */
    void fill(String selector, String text) {
        to(selector);
        press("Control+A");
        type(text);
    }

    /** Waits for the focus: a browser moves it to an {@code autofocus} field a little after the page has loaded. */
    void assertOn(String selector) {
        try {
            page.waitForFunction(ON, selector, new WaitForFunctionOptions().setTimeout(PATIENCE));
        } catch (TimeoutError late) {
            throw new AssertionError(
                    "focus is on %s and not on %s at %s".formatted(where(), selector, page.url()), late);
        }
        assertSeen();
    }

    /** Goes once around the page: every reachable element is reached, in reading order, and back by Shift+Tab. */
    void assertGoesRound() {
        var order = "(%s)().indexOf(document.activeElement)".formatted(REACHABLE.strip());
        page.evaluate("document.activeElement.blur()");
        page.evaluate("getSelection().removeAllRanges(); document.body.tabIndex = -1; document.body.focus();"
                + " document.body.removeAttribute('tabindex')");
        var all = (int) page.evaluate("(%s)().length".formatted(REACHABLE.strip()));
        var there = stops("Tab", order, all);
        page.evaluate("(%s)().at(-1).focus()".formatted(REACHABLE.strip()));
        var back = stops("Shift+Tab", order, all);
        back.remove(Integer.valueOf(all - 1));

        assertThat(there).as("Tab at %s", page.url()).isEqualTo(numbers(all));
        assertThat(back.reversed()).as("Shift+Tab at %s", page.url()).isEqualTo(numbers(all - 1));
    }

    private List<Integer> stops(String key, String order, int most) {
        var stops = new ArrayList<Integer>();
        for (var step = 0; step <= most * PARTS; step++) {
            press(key);
            var stop = (int) page.evaluate(order);
            if (stop >= 0) {
                assertSeen();
            }
            if (stops.isEmpty() || stops.getLast() != stop) {
                if (stop < 0 || stops.contains(stop)) {
                    return stops;
                }
                stops.add(stop);
            }
        }
        return stops;
    }

    private static List<Integer> numbers(int count) {
        var numbers = new ArrayList<Integer>();
        for (var number = 0; number < count; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    private boolean isOn(String selector) {
        return (boolean) page.evaluate(ON, selector);
    }

    private void assertSeen() {
        assertThat(page.evaluate(SEEN))
                .as("focus on %s at %s", where(), page.url())
                .isEqualTo("");
    }

    private Object where() {
        return page.evaluate("document.activeElement.outerHTML.slice(0, 150)");
    }
}
