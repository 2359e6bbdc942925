package lethe.identity.users;

/** A user as one is shown alone: somebody present with all evidence, or the record of one who was. */
public sealed interface ShownUser permits SeenUser, User.Former {
    /** Without the evidence. */
    User user();

    static ShownUser of(User user) {
        return switch (user) {
            case User.Present present -> SeenUser.of(present);
            case User.Former former -> former;
        };
    }
}
