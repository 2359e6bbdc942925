package lethe.partners.billing;

import static lethe.partners.billing.Digits.at;
import static lethe.partners.billing.Digits.isLuhn;
import static lethe.partners.billing.Digits.isMod97;
import static lethe.partners.billing.Digits.last;
import static lethe.partners.billing.Digits.luhnSum;
import static lethe.partners.billing.Digits.number;
import static lethe.partners.billing.Digits.sum;

/** Check digits that are not a plain weighted sum. Every method expects a number in the right format. */
final class Algorithms {
    private static final String SPANISH_PERSON = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String SPANISH_COMPANY = "JABCDEFGHI";
    private static final String IRISH = "WABCDEFGHIJKLMNOPQRSTUV";
    private static final String FRENCH = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int[] CYPRIOT = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};

    private Algorithms() {}

    static boolean austria(String number) {
        return (luhnSum(number.substring(1, 8)) + 4 + last(number)) % 10 == 0;
    }

    /** BULSTAT: if the first weights give 10, a second set of weights is used. */
    static boolean bulgarianCompany(String number) {
        var rest = sum(number, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
        return (rest < 10 ? rest : sum(number, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10) == last(number);
    }

    /** The number of a citizen, a foreigner or another taxpayer, in ten digits. */
    static boolean bulgarianPerson(String number) {
        var other = 11 - sum(number, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        return sum(number, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == last(number)
                || sum(number, 21, 19, 17, 13, 11, 9, 7, 3, 1) % 10 == last(number)
                || other != 10 && other % 11 == last(number);
    }

    static boolean cyprus(String number) {
        var sum = 0;
        for (var place = 0; place < 8; place++) {
            sum += place % 2 == 0 ? CYPRIOT[at(number, place)] : at(number, place);
        }
        return number.charAt(8) == 'A' + sum % 26;
    }

    static boolean czechCompany(String number) {
        var check = 11 - sum(number, 8, 7, 6, 5, 4, 3, 2) % 11;
        return (check == 11 ? 1 : check % 10) == last(number);
    }

    static boolean czechSpecial(String number) {
        var rest = sum(number, 0, 8, 7, 6, 5, 4, 3, 2) % 11;
        return Math.floorMod(8 - Math.floorMod(10 - rest, 11), 10) == last(number);
    }

    /**
     * The birth number issued since 1954 (Act 133/2000, section 13): divisible by 11; until 1985 a remainder of 10 was
     * written as 0.
     */
    static boolean czechPerson(String number) {
        return number(number, 0, 9) % 11 % 10 == last(number);
    }

    /** Accepts a check digit or letter, because sources differ on which kind of company uses which. */
    static boolean spanishCompany(String number) {
        var check = (10 - luhnSum(number.substring(1, 8) + "0") % 10) % 10;
        var given = number.charAt(8);
        return given == '0' + check || given == SPANISH_COMPANY.charAt(check);
    }

    /** DNI and NIE (Ministerio del Interior): X, Y and Z count as 0, 1 and 2; K, L and M are skipped. */
    static boolean spanishPerson(String number) {
        var first =
                switch (number.charAt(0)) {
                    case 'Y' -> "1";
                    case 'Z' -> "2";
                    case 'X', 'K', 'L', 'M' -> "0";
                    default -> number.substring(0, 1);
                };
        var whole = number(first + number.substring(1, 8), 0, 8);
        return number.charAt(8) == SPANISH_PERSON.charAt((int) (whole % 23));
    }

    /** A key followed by the SIREN, which passes the Luhn test except for numbers from Monaco, which begin with 000. */
    static boolean france(String number) {
        var siren = number.substring(2);
        return (siren.startsWith("000") || isLuhn(siren)) && isFrenchKey(number, number(siren, 0, 9));
    }

    private static boolean isFrenchKey(String number, long siren) {
        var first = FRENCH.indexOf(number.charAt(0));
        var second = FRENCH.indexOf(number.charAt(1));
        if (first < 10 && second < 10) {
            return (siren * 100 + 12) % 97 == first * 10 + second;
        } else {
            var key = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100;
            return (siren + 1 + key / 11) % 11 == key % 11;
        }
    }

    /** An optional ninth character counts from A = 1; W counts as 0, as if absent. */
    static boolean ireland(String number) {
        var further = number.length() > 8 && number.charAt(8) != 'W' ? number.charAt(8) - 'A' + 1 : 0;
        return number.charAt(7) == IRISH.charAt((sum(number, 8, 7, 6, 5, 4, 3, 2) + 9 * further) % 23);
    }

    /**
     * Before 2013 the second character was a letter or sign. It is checked as 0, digits 3 to 7, then the first digit.
     */
    static boolean irelandOfOld(String number) {
        return ireland("0" + number.substring(2, 7) + number.charAt(0) + number.charAt(7));
    }

    static boolean lithuania(String number) {
        var rest = lithuanianSum(number, 0) % 11;
        return (rest < 10 ? rest : lithuanianSum(number, 2) % 11 % 10) == last(number);
    }

    /** Weights cycle from 1 to 9. */
    private static int lithuanianSum(String number, int shift) {
        var sum = 0;
        for (var place = 0; place < number.length() - 1; place++) {
            sum += (1 + (place + shift) % 9) * at(number, place);
        }
        return sum;
    }

    static boolean latvianPerson(String number) {
        return (1 + sum(number, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9)) % 11 % 10 == last(number);
    }

    /** RSIN and BSN use the eleven test; numbers of sole traders, since 2020, use ISO/IEC 7064 (Belastingdienst). */
    static boolean netherlands(String number) {
        return sum(number, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0 || isMod97("NL" + number);
    }

    /** The CUI, padded with leading zeros to ten digits. */
    static boolean romania(String number) {
        var ten = "0".repeat(10 - number.length()) + number;
        return sum(ten, 7, 5, 3, 2, 1, 7, 5, 3, 2) * 10 % 11 % 10 == last(ten);
    }

    static boolean slovenia(String number) {
        var check = 11 - sum(number, 8, 7, 6, 5, 4, 3, 2) % 11;
        return check != 11 && check % 10 == last(number);
    }

    /** Mod 97. Numbers issued since 2010 have a remainder of 42 or 55 instead of 0. */
    static boolean northernIreland(String number) {
        var rest = sum(number, 8, 7, 6, 5, 4, 3, 2, 10, 1) % 97;
        return rest == 0 || number(number, 0, 3) >= 100 && (rest == 42 || rest == 55);
    }
}
