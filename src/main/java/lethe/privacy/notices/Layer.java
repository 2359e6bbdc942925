package lethe.privacy.notices;

/** What a notice is read in: what matters on one screen, then by purpose, then all of it. */
public enum Layer {
    SUMMARY,
    MARKDOWN,
    REGISTER
}
