package lethe.operator.usagecharts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import lethe.platform.formats.CsvOutput;
import lethe.platform.kernel.NotFound;
import lethe.platform.usage.Feature;
import lethe.signin.sessions.OperatorSessions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Usage statistics for the operator, and a public page about what is counted and how. */
@Controller
class UsagePages {
    private static final int FOUR_WEEKS = 28;
    private static final int WEEKS = 26;
    private final OperatorSessions operators;
    private final UsageStatistics statistics;

    UsagePages(OperatorSessions operators, UsageStatistics statistics) {
        this.operators = operators;
        this.statistics = statistics;
    }

    /** Public, so that users can learn how they are counted. */
    @GetMapping("/usage")
    String howItIsCounted(Model model) {
        model.addAttribute("features", statistics.features());
        model.addAttribute("budget", statistics.budget());
        model.addAttribute("band", statistics.usualBand());
        return "usagecharts/counted";
    }

    @GetMapping("/operator/usage")
    String overview(HttpServletRequest request, HttpServletResponse response, Model model) {
        return operators.pageOrClosed(request, response, operator -> {
            var today = statistics.today();
            model.addAttribute("totals", statistics.total(operator, today.minusDays(FOUR_WEEKS), today));
            model.addAttribute("budget", statistics.budget());
            return "usagecharts/overview";
        });
    }

    @GetMapping("/operator/usage/{feature}")
    String one(@PathVariable String feature, HttpServletRequest request, HttpServletResponse response, Model model) {
        return operators.pageOrClosed(request, response, operator -> {
            var weeks = statistics.weekly(operator, firstMonday(), statistics.today()).stream()
                    .filter(week -> week.feature().name().equals(feature))
                    .toList();
            model.addAttribute("feature", known(feature));
            model.addAttribute("weeks", weeks);
            model.addAttribute("chart", weeks.isEmpty() ? null : new Chart(weeks));
            return "usagecharts/one";
        });
    }

    /** Daily counts as published; a count that is too small to report is an empty cell. */
    @GetMapping("/operator/usage.csv")
    void csv(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            HttpServletResponse response)
            throws IOException {
        var operator = operators.need(request);
        var period = Period.of(from == null && to == null ? firstMonday().toString() : from, to, statistics.today());
        var days = statistics.daily(operator, period.from(), period.to());
        var sheet = CsvOutput.forPeople(response, "usage.csv");
        sheet.line("day", "feature", "count", "plusMinus");
        days.forEach(figure -> sheet.line(cells(figure)));
        sheet.flush();
    }

    private static List<String> cells(UsageStatistic figure) {
        return List.of(
                figure.from().toString(),
                figure.feature().toString(),
                figure.isTooFew() ? "" : String.valueOf(figure.count()),
                String.valueOf(figure.plusMinus()));
    }

    private LocalDate firstMonday() {
        return statistics.today().minusWeeks(WEEKS - 1).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private Feature known(String name) {
        return statistics.features().stream()
                .filter(feature -> feature.name().equals(name))
                .findFirst()
                .orElseThrow(NotFound::new);
    }
}
