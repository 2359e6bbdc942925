package lethe.operator.usagecharts;

/** The reach of noise: half the width of the band that contains a sum of noise values with a probability of 95 %. */
final class Band {
    private static final double SHARE = 0.95;

    private Band() {}

    /**
     * Computed by inverting the characteristic function of the sum, which is exact up to the tail beyond the period.
     *
     * @param rate the inverse of the noise's scale
     * @param parts how many independent noise values are in the sum
     */
    static long halfWidth(double rate, int parts) {
        var deviation = Math.sqrt(2.0 * parts) / rate;
        var period = Integer.highestOneBit((int) Math.ceil(16 * deviation) + 64) << 1;
        var transformed = transformed(Math.exp(-rate), parts, period);
        var low = 0;
        var high = period / 2;
        while (low < high) {
            var middle = (low + high) / 2;
            if (within(transformed, middle) >= SHARE) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static double[] transformed(double p, int parts, int period) {
        var transformed = new double[period];
        for (var place = 0; place < period; place++) {
            var angle = 2 * Math.PI * place / period;
            transformed[place] = Math.pow((1 - p) * (1 - p) / (1 - 2 * p * Math.cos(angle) + p * p), parts);
        }
        return transformed;
    }

    /** The probability of the integers from −width to width; the sum over them is Dirichlet's kernel. */
    private static double within(double[] transformed, int width) {
        var sum = 2.0 * width + 1;
        for (var place = 1; place < transformed.length; place++) {
            var half = Math.PI * place / transformed.length;
            sum += transformed[place] * Math.sin((2 * width + 1) * half) / Math.sin(half);
        }
        return sum / transformed.length;
    }
}
