package lethe.identity.users;

/** A single user as shown: a present one with all evidence, or the record of a former one. */
public sealed interface ShownUser permits SeenUser, User.Former {
    /** The user without evidence. */
    User user();

    static ShownUser of(User user) {
        return switch (user) {
            case User.Present present -> SeenUser.of(present);
            case User.Former former -> former;
        };
    }
}
