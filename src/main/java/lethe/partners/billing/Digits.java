package lethe.partners.billing;

/** Building blocks of check digits. */
final class Digits {
    private Digits() {}

    static int at(String number, int place) {
        return Character.digit(number.charAt(place), 10);
    }

    static int last(String number) {
        return at(number, number.length() - 1);
    }

    /** The weighted sum of the leading digits; digits beyond the weights are ignored. */
    static int sum(String number, int... weights) {
        var sum = 0;
        for (var place = 0; place < weights.length; place++) {
            sum += weights[place] * at(number, place);
        }
        return sum;
    }

    static long number(String text, int from, int to) {
        return Long.parseLong(text.substring(from, to));
    }

    /** The Luhn test including the check digit (ISO/IEC 7812-1, annex B). */
    static boolean isLuhn(String number) {
        return luhnSum(number) % 10 == 0;
    }

    static int luhnSum(String number) {
        var sum = 0;
        for (var fromRight = 0; fromRight < number.length(); fromRight++) {
            var digit = at(number, number.length() - 1 - fromRight);
            sum += fromRight % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }
        return sum;
    }

    /** ISO/IEC 7064, MOD 11,10, including the check digit. */
    static boolean isMod11And10(String number) {
        var product = 10;
        for (var place = 0; place < number.length() - 1; place++) {
            var sum = (product + at(number, place)) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (product + last(number)) % 10 == 1;
    }

    /** ISO/IEC 7064, MOD 97-10; letters count from A = 10. */
    static boolean isMod97(String text) {
        var rest = 0;
        for (var place = 0; place < text.length(); place++) {
            var value = Character.digit(text.charAt(place), 36);
            rest = (rest * (value < 10 ? 10 : 100) + value) % 97;
        }
        return rest == 1;
    }
}
