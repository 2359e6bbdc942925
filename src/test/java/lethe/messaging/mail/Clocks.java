package lethe.messaging.mail;

import lethe.platform.database.AsOwner;
import lethe.platform.jobs.AskedNow;
import org.springframework.context.ApplicationContext;

/** Moves times in rows into the past, in all organisations. */
public final class Clocks {
    private Clocks() {}

    public static void turnBack(ApplicationContext context, String table, String column, int minutes) {
        AsOwner.of(context).execute("""
                do $$
                declare one uuid;
                begin
                    for one in select id from organisation loop
                        perform set_config('lethe.organisation', one::text, true);
                        update %1$s set %2$s = %2$s - interval '%3$d minutes';
                    end loop;
                end $$
                """.formatted(table, column, minutes));
        if (table.equals("work")) {
            AskedNow.about(context);
        }
    }
}
