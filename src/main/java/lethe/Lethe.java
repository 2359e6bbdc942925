package lethe;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Lethe {
    public static void main(String[] arguments) {
        SpringApplication.run(Lethe.class, arguments);
    }
}
