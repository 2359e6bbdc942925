/** Lethes that forget badly, each in one way: what {@code lethe prove} must find out. Outside of what Lethe scans. */
package broken;
