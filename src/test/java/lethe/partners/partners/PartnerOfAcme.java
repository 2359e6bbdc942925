package lethe.partners.partners;

import static lethe.partners.partners.Companies.create;

import lethe.LetheTest;
import lethe.Stage;
import lethe.Stage.House;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A partner, and callers who may change it or not. */
@LetheTest
abstract class PartnerOfAcme {
    @Autowired
    Stage stage;

    House house;
    String acme;

    @BeforeEach
    void aPartner() {
        house = stage.house();
        acme = "/partners/" + create(house.ada(), "name", "Acme");
    }
}
