package lanewise.benchmarks.report.result;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a processor in tables and file names.
 *
 * @param title such as {@code AMD Zen 5 (EPYC, family 26)}
 * @param slug such as {@code zen5}: lower-case letters and digits only
 */
public record Cpu(String title, String slug) {
    private static final Pattern RECORDED =
            Pattern.compile("(AMD|Intel)(?:\\(R\\))? (.+) \\(family (\\d+), model (\\d+)\\)");

    /**
     * Names the processor of this machine.
     *
     * @return its name
     */
    public static Cpu here() {
        return of(Machine.cpuHere());
    }

    /**
     * Names a processor by its microarchitecture. Virtual machines often hide the model's name, but
     * not the family and model numbers.
     *
     * @param recorded the text of {@link Machine#cpu}
     * @return its name; the recorded text if the microarchitecture is not listed here
     */
    public static Cpu of(String recorded) {
        Matcher matcher = RECORDED.matcher(recorded);
        if (matcher.matches()) {
            String vendor = matcher.group(1);
            int family = Integer.parseInt(matcher.group(3));
            int model = Integer.parseInt(matcher.group(4));
            boolean amd = vendor.equals("AMD");
            String core = amd ? amd(family, model) : intel(family, model);
            if (!core.isEmpty()) {
                String brand = matcher.group(2).replace("(R)", "").replaceFirst(" Processor$", "");
                String number = amd ? "family " + family : "model " + model;
                return new Cpu(
                        String.format(Locale.ROOT, "%s %s (%s, %s)", vendor, core, brand, number),
                        slug(core));
            }
        }
        return new Cpu(recorded, slug(recorded));
    }

    private static String amd(int family, int model) {
        return switch (family) {
            case 25 -> isZen4(model) ? "Zen 4" : "Zen 3";
            case 26 -> model < 0x50 || model >> 4 == 6 || model >> 4 == 7 ? "Zen 5" : "";
            default -> "";
        };
    }

    private static boolean isZen4(int model) {
        return switch (model >> 4) {
            case 1, 6, 7, 10 -> true;
            default -> false;
        };
    }

    private static String intel(int family, int model) {
        if (family != 6) {
            return "";
        }
        return switch (model) {
            case 85 -> "Skylake-SP";
            case 106 -> "Ice Lake-SP";
            case 143 -> "Sapphire Rapids";
            case 173 -> "Granite Rapids";
            case 207 -> "Emerald Rapids";
            default -> "";
        };
    }

    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
