package lethe.operator.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import lethe.privacy.inventory.Processing;
import lethe.privacy.inventory.RecordFiles;
import lethe.privacy.inventory.Records;
import lethe.signin.sessions.OperatorSessions;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The processor's record of processing activities, as a page and as files. */
@Controller
class OperatorRecordPages {
    private final OperatorSessions operators;
    private final Records records;
    private final RecordFiles files;

    OperatorRecordPages(OperatorSessions operators, Records records, RecordFiles files) {
        this.operators = operators;
        this.records = records;
        this.files = files;
    }

    @GetMapping("/operator/processing")
    String page(HttpServletRequest request, Locale language, Model model) {
        var operator = operators.need(request);
        model.addAttribute("record", records.ofProcessor(operator, language));
        return "operator/processing";
    }

    @GetMapping("/operator/processing.csv")
    void csv(HttpServletRequest request, Locale language, HttpServletResponse response) throws IOException {
        var operator = operators.need(request);
        files.csv(records.ofProcessor(operator, language), language, response);
    }

    @GetMapping("/operator/processing.json")
    ResponseEntity<Processing> json(HttpServletRequest request, Locale language) {
        var operator = operators.need(request);
        return files.json(records.ofProcessor(operator, language));
    }
}
