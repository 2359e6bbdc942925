package lethe.partners.billing;

import static java.util.Map.entry;
import static lethe.partners.billing.Digits.isLuhn;
import static lethe.partners.billing.Digits.last;
import static lethe.partners.billing.Digits.number;
import static lethe.partners.billing.Digits.sum;

import java.util.List;
import java.util.Map;

/**
 * VAT number formats of all member states, from the European Commission's table of structures (VIES, frequently asked
 * questions, Q11) and its check-digit algorithms (DG TAXUD, "VIES-VAT Validation Routines", v15.0), unless another
 * source is given. Anything beyond a weighted sum is in {@link Algorithms}.
 */
final class States {
    static final Map<String, List<IdentifierForm>> FORMS = Map.ofEntries(
            entry("AT", List.of(IdentifierForm.of("U\\d{8}", Algorithms::austria))),
            entry(
                    "BE",
                    List.of(IdentifierForm.of("[01]\\d{9}", one -> 97 - number(one, 0, 8) % 97 == number(one, 8, 10)))),
            entry(
                    "BG",
                    List.of(
                            IdentifierForm.of("\\d{9}", Algorithms::bulgarianCompany),
                            IdentifierForm.of("\\d{10}", Algorithms::bulgarianPerson))),
            entry("CY", List.of(IdentifierForm.of("(?!12)\\d{8}[A-Z]", Algorithms::cyprus))),
            entry(
                    "CZ",
                    List.of(
                            IdentifierForm.of("[0-8]\\d{7}", Algorithms::czechCompany),
                            IdentifierForm.of("6\\d{8}", Algorithms::czechSpecial),
                            IdentifierForm.unchecked("[0-5]\\d[0156]\\d[0-3]\\d{4}"),
                            IdentifierForm.of("\\d{2}[0-35-8]\\d[0-3]\\d{5}", Algorithms::czechPerson))),
            entry("DE", List.of(IdentifierForm.of("[1-9]\\d{8}", Digits::isMod11And10))),
            entry("DK", List.of(IdentifierForm.of("[1-9]\\d{7}", one -> sum(one, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0))),
            entry("EE", List.of(IdentifierForm.of("\\d{9}", one -> sum(one, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0))),
            entry(
                    "EL",
                    List.of(IdentifierForm.of(
                            "\\d{9}", one -> sum(one, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == last(one)))),
            entry(
                    "ES",
                    List.of(
                            IdentifierForm.of("[A-HJNP-SUVW]\\d{7}[0-9A-J]", Algorithms::spanishCompany),
                            IdentifierForm.of("[0-9KLMXYZ]\\d{7}[A-Z]", Algorithms::spanishPerson))),
            entry("FI", List.of(IdentifierForm.of("\\d{8}", one -> sum(one, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0))),
            entry("FR", List.of(IdentifierForm.of("[0-9A-HJ-NP-Z]{2}\\d{9}", Algorithms::france))),
            // OIB: ISO/IEC 7064, MOD 11,10
            entry("HR", List.of(IdentifierForm.of("\\d{11}", Digits::isMod11And10))),
            entry("HU", List.of(IdentifierForm.of("\\d{8}", one -> sum(one, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0))),
            entry(
                    "IE",
                    List.of(
                            IdentifierForm.of("\\d{7}[A-W][A-IW]?", Algorithms::ireland),
                            IdentifierForm.of("\\d[A-Z+*]\\d{5}[A-W]", Algorithms::irelandOfOld))),
            // partita IVA: the code of the provincial office precedes the Luhn digit
            entry("IT", List.of(IdentifierForm.of("(?!0{7})\\d{7}(0\\d\\d|100|12[01]|888|999)\\d", Digits::isLuhn))),
            entry(
                    "LT",
                    List.of(
                            IdentifierForm.of("\\d{7}1\\d", Algorithms::lithuania),
                            IdentifierForm.of("\\d{10}1\\d", Algorithms::lithuania))),
            entry("LU", List.of(IdentifierForm.of("\\d{8}", one -> number(one, 0, 6) % 89 == number(one, 6, 8)))),
            entry(
                    "LV",
                    List.of(
                            IdentifierForm.of(
                                    "[4-9]\\d{10}", one -> sum(one, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3),
                            IdentifierForm.of("32\\d{9}|[0-3]\\d[01]\\d{8}", Algorithms::latvianPerson))),
            entry(
                    "MT",
                    List.of(IdentifierForm.of(
                            "[1-9]\\d{7}", one -> 37 - sum(one, 3, 4, 6, 7, 8, 9) % 37 == number(one, 6, 8)))),
            entry("NL", List.of(IdentifierForm.of("\\d{9}B(?!00)\\d{2}", Algorithms::netherlands))),
            entry(
                    "PL",
                    List.of(IdentifierForm.of(
                            "\\d{10}", one -> sum(one, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == last(one)))),
            entry(
                    "PT",
                    List.of(IdentifierForm.of(
                            "[1-9]\\d{8}",
                            one -> (11 - sum(one, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10 == last(one)))),
            entry("RO", List.of(IdentifierForm.of("[1-9]\\d{1,9}", Algorithms::romania))),
            // Luhn over the organisation number; the last two digits count its registrations
            entry(
                    "SE",
                    List.of(IdentifierForm.of("\\d{10}(0[1-9]|[1-8]\\d|9[0-4])", one -> isLuhn(one.substring(0, 10))))),
            entry("SI", List.of(IdentifierForm.of("[1-9]\\d{7}", Algorithms::slovenia))),
            entry("SK", List.of(IdentifierForm.of("[1-9]\\d[2-47-9]\\d{7}", one -> number(one, 0, 10) % 11 == 0))),
            // HM Revenue & Customs: standard and branch, government departments, health authorities
            entry(
                    "XI",
                    List.of(
                            IdentifierForm.of("\\d{9}(\\d{3})?", Algorithms::northernIreland),
                            IdentifierForm.unchecked("GD[0-4]\\d{2}|HA[5-9]\\d{2}"))));

    private States() {}
}
