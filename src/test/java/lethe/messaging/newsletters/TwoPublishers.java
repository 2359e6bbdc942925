package lethe.messaging.newsletters;

import java.util.List;
import java.util.Map;
import lethe.Api;
import lethe.Api.Answer;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import lethe.signin.sessions.OperatorSessions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** An organisation and the operator, who both publish newsletters. */
@LetheTest
abstract class TwoPublishers {
    @Autowired
    Stage stage;

    @Autowired
    OperatorSessions operators;

    House house;
    Api operator;

    @BeforeEach
    void setUpOrganisationAndOperator() {
        house = stage.house();
        operator = stage.anybody().as(operators.token());
    }

    @AfterEach
    void deleteTheOperatorsNewsletters() {
        items(operator.get("/operator/newsletters"))
                .forEach(one -> operator.delete(
                        "/operator/newsletters/" + one.path("id").asString()));
    }

    static Answer create(Api api, String where, String name) {
        return api.post(where, Map.of("name", name, "about", "What is new.", "frequency", "Monthly."));
    }

    static List<JsonNode> items(Answer list) {
        return list.json().path("items").valueStream().toList();
    }
}
