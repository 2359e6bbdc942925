package lethe.operator.console;

import lethe.messaging.mail.MailQueue;
import lethe.messaging.mail.Undelivered;
import lethe.operator.maintenance.Snapshots;
import lethe.platform.database.DatabaseWarnings;
import lethe.platform.kernel.Actor;
import lethe.platform.requests.Alarms;
import lethe.vault.vault.Vault;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Tells the operator about the installation: how its keys are stored, active alarms, and whether mail is sent. */
@Component
class SelfCheck {
    private final Vault vault;
    private final Snapshots snapshots;
    private final DatabaseWarnings warnings;
    private final MailQueue mailQueue;
    private final Undelivered undelivered;
    private final Alarms alarms;

    SelfCheck(
            Vault vault,
            Snapshots snapshots,
            DatabaseWarnings warnings,
            MailQueue mailQueue,
            Undelivered undelivered,
            Alarms alarms) {
        this.vault = vault;
        this.snapshots = snapshots;
        this.warnings = warnings;
        this.mailQueue = mailQueue;
        this.undelivered = undelivered;
        this.alarms = alarms;
    }

    void show(Actor operator, Model model) {
        operator.needOperator();
        model.addAttribute("storage", vault.storage());
        model.addAttribute("mirrored", vault.isMirrored());
        model.addAttribute("copied", snapshots.haveKeys());
        model.addAttribute("mirrorIsAway", vault.mirrorIsAway());
        model.addAttribute("warnings", warnings.sentences());
        model.addAttribute("alarms", alarms.sentences());
        model.addAttribute("mailOffered", mailQueue.isOffered());
        model.addAttribute("mail", mailQueue.counts());
        model.addAttribute("mailTrouble", mailQueue.trouble().orElse(""));
        model.addAttribute("givenUp", undelivered.counts(operator));
    }
}
