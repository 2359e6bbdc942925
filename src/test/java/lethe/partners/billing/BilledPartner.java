package lethe.partners.billing;

import lethe.Api;
import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A partner whose billing details are entered over REST. */
@LetheTest
abstract class BilledPartner {
    @Autowired
    Stage stage;

    House house;
    Api ada;
    String partner;

    @BeforeEach
    void aPartner() {
        house = stage.house();
        ada = house.ada();
        partner = Bills.partner(ada);
    }
}
