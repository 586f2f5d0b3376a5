package lanewise.benchmarks.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.html.markup.Text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class StyleSheetTest {
    private static final Pattern COLOUR = Pattern.compile("--(\\w+): #(\\w{6});");

    /** Minimum contrast of text in WCAG 2 (success criterion 1.4.3). */
    private static final double CONTRAST = 4.5;

    @Test
    void needsNoEscapes() {
        StringBuilder written = new StringBuilder();
        Text.escape(StyleSheet.CSS, false, written);
        assertEquals(StyleSheet.CSS, written.toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textHasEnoughContrast(boolean dark) {
        Map<String, Double> colours = luminances(dark);
        for (String text : List.of("ink", "soft", "link")) {
            assertStandsOut(colours, text, "panel");
        }
        for (String text :
                List.of(
                        "ink",
                        "soft",
                        "link",
                        "textbook",
                        "scalar",
                        "vector",
                        "specialised",
                        "peer",
                        "violet",
                        "ochre")) {
            assertStandsOut(colours, text, "paper");
        }
    }

    private static void assertStandsOut(
            Map<String, Double> colours, String text, String background) {
        double contrast = contrast(colours.get(text), colours.get(background));
        assertTrue(contrast >= CONTRAST, text + " on " + background + ": " + contrast);
    }

    /** The relative luminance of each colour. */
    private static Map<String, Double> luminances(boolean dark) {
        String schemes = StyleSheet.CSS;
        int second = schemes.indexOf("prefers-color-scheme: dark");
        Map<String, Double> luminances = new HashMap<>();
        Matcher colour =
                COLOUR.matcher(dark ? schemes.substring(second) : schemes.substring(0, second));
        while (colour.find()) {
            luminances.put(colour.group(1), luminance(Integer.parseInt(colour.group(2), 16)));
        }
        return luminances;
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16)
                + 0.7152 * linear(rgb >> 8 & 255)
                + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int level) {
        double share = level / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static double contrast(double a, double b) {
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }
}
