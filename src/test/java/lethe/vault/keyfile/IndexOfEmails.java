package lethe.vault.keyfile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lethe.vault.keyfile.EmailIndex.Address;
import lethe.vault.keyfile.Slots.Kind;
import lethe.vault.storage.KeyFilePart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The index of a key file. */
abstract class IndexOfEmails {
    @TempDir
    Path place;

    KeyFile keys;
    Path file;

    @BeforeEach
    void open() throws IOException {
        keys = KeyFiles.fresh(place.resolve("keys"), place.resolve("mirror"));
        file = KeyFilePart.directory(place.resolve("keys"), KeyFiles.BITS);
    }

    @AfterEach
    void close() {
        keys.close();
    }

    void create(String email, long number) {
        keys.slots().write(number, Kind.EMAIL, address(email).place(), KeyFiles.someKey());
        add(email, number);
    }

    void add(String email, long number) {
        keys.directory().add(address(email), number);
    }

    List<Long> find(String email) {
        return keys.directory().find(address(email));
    }

    Address address(String email) {
        return keys.directory().address(KeyFiles.ACME, email);
    }
}
