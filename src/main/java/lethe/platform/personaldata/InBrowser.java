package lethe.platform.personaldata;

import java.util.Locale;

/** Everything that Lethe leaves in browsers, each a cookie; the inventory has its words, and nothing else can be set. */
public enum InBrowser {
    SESSION,
    FORM,
    ONWARD,
    BROWSER,
    OPERATOR;

    /** As messages name it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the cookie is called, but for what https puts before it. */
    public String cookie() {
        return "lethe_" + key();
    }

    /** Whether a cookie of that name, over https or without, is this one. */
    public boolean isCalled(String name) {
        return name.endsWith(cookie());
    }
}
