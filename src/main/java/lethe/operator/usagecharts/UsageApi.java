package lethe.operator.usagecharts;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import lethe.signin.sessions.OperatorSessions;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class UsageApi {
    private final OperatorSessions operators;
    private final UsageStatistics statistics;

    UsageApi(OperatorSessions operators, UsageStatistics statistics) {
        this.operators = operators;
        this.statistics = statistics;
    }

    /**
     * @param epsilonPerDay ε of one day, over all features
     * @param budgetLeft what is left of the ε of 30 days: informative, not enforced
     */
    record Report(
            @Schema(description = "How much the figures of one day can reveal about one person, over all features.")
            BigDecimal epsilonPerDay,

            @Schema(
                    description =
                            "The ε of 30 days minus what was published in the last 30. It is a count, not a limit: "
                                    + "figures continue to be published at 0, and adding up many days reveals more.")
            BigDecimal budgetLeft,

            List<Item> items) {}

    /** @param count null if it is too small to report */
    record Item(LocalDate day, String feature, @Nullable Long count, long plusMinus) {
        static Item of(UsageStatistic figure) {
            var count = figure.isTooFew() ? null : figure.count();
            return new Item(figure.from(), figure.feature().name(), count, figure.plusMinus());
        }
    }

    /** Daily counts, both days included; by default the last 30 days. */
    @GetMapping("/api/v1/usage")
    Report usage(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        var operator = operators.need(request);
        var period = Period.of(from, to, statistics.today());
        var budget = statistics.budget();
        var items = statistics.daily(operator, period.from(), period.to()).stream()
                .map(Item::of)
                .toList();
        return new Report(budget.perDay(), budget.left(), items);
    }
}
