package lethe.platform.personaldata;

import java.util.Locale;

/** All data that Lethe stores in browsers, each a cookie; the inventory describes them, and no others can be set. */
public enum InBrowser {
    SESSION,
    FORM,
    ONWARD,
    BROWSER,
    OPERATOR;

    /** The name in message keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The cookie's name, without the prefix that https adds. */
    public String cookie() {
        return "lethe_" + key();
    }

    /** Whether a cookie of that name is this one, with or without the prefix of https. */
    public boolean isCalled(String name) {
        return name.endsWith(cookie());
    }
}
