package lethe.web.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The input of a refused form, with its errors. */
record RefusedForm(Map<String, String[]> typed, Problem problem) {
    List<String> typed(String field) {
        return List.of(typed.getOrDefault(field, new String[0]));
    }

    Optional<String> error(String field) {
        return problem.wrongs().stream()
                .filter(one -> one.field().equals(field))
                .map(Problem.Wrong::message)
                .findFirst();
    }
}
