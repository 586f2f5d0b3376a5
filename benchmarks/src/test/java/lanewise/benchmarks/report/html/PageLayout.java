package lanewise.benchmarks.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import lanewise.benchmarks.report.html.markup.Element;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The layout of a page in a browser. */
public final class PageLayout {
    private static final Pattern FOUND = Pattern.compile("<html[^>]* data-found=\"([^\"]*)\"");

    /**
     * Opens all tables, then reports elements that are too wide, and names that overlap figures or
     * leave the window.
     */
    private static final String LOOK =
            """
            <script>
            document.querySelectorAll('details').forEach(d => d.open = true);
            const root = document.documentElement;
            const collisions = [], outside = [];
            document.querySelectorAll('svg.rows').forEach(chart => {
              const names = chart.querySelectorAll('text.name');
              const figures = chart.querySelectorAll('text.figure');
              names.forEach((name, k) => {
                if (name.getBoundingClientRect().right + 2 > figures[k].getBoundingClientRect().left) {
                  collisions.push(name.textContent + ' / ' + figures[k].textContent);
                }
              });
            });
            document.querySelectorAll('text').forEach(text => {
              const box = text.getBoundingClientRect();
              if (box.left < 0 || box.right > root.clientWidth) outside.push(text.textContent);
            });
            parent.document.documentElement.dataset.found = JSON.stringify({
              window: root.clientWidth, page: root.scrollWidth,
              charts: document.querySelectorAll('svg.rows').length,
              tables: [...document.querySelectorAll('.scroll')].filter(box => box.clientHeight > 0).length,
              collisions: collisions.join('; '), outside: outside.join('; '),
              paper: getComputedStyle(document.body).backgroundColor});
            </script>
            """;

    private PageLayout() {}

    /** Skips the test if there is no browser. */
    public static void assumeBrowser() {
        assumeTrue(Chromium.find().isPresent(), Chromium.MISSING);
    }

    /**
     * Opens a page, and requires that everything fits the window and no texts overlap.
     *
     * @param page the page
     * @param folder an empty folder
     * @param width of the window, in pixels
     * @param height of the window, in pixels
     * @param dark the colour scheme that the user prefers
     */
    public static void assertFits(String page, Path folder, int width, int height, boolean dark)
            throws IOException, InterruptedException {
        Optional<Chromium> chromium = Chromium.find();
        // The page's policy forbids all scripts, including this one.
        String policy = "<meta http-equiv=\"Content-Security-Policy\"[^>]*>";
        String looking = page.replaceFirst(policy, "").replace("</body>", LOOK + "</body>");
        // A window has a minimum width; a frame does not.
        Element frame =
                Element.of("iframe")
                        .with("width", String.valueOf(width))
                        .with("height", String.valueOf(height))
                        .with("srcdoc", looking);
        String window = "<!DOCTYPE html>" + Element.of("html", Element.of("body", frame));
        Path file = Files.writeString(folder.resolve("window.html"), window);
        String dom = chromium.orElseThrow().load(file, dark);
        Matcher found = FOUND.matcher(dom);
        assertTrue(found.find(), "the script did not run");
        JsonObject layout =
                JsonParser.parseString(found.group(1).replace("&quot;", "\"")).getAsJsonObject();
        assertEquals(width, layout.get("window").getAsInt());
        assertEquals(width, layout.get("page").getAsInt());
        assertTrue(layout.get("charts").getAsInt() > 0);
        assertTrue(layout.get("tables").getAsInt() > 0);
        assertEquals("", layout.get("collisions").getAsString());
        assertEquals("", layout.get("outside").getAsString());
        assertEquals(
                dark ? "rgb(16, 21, 27)" : "rgb(255, 255, 255)", layout.get("paper").getAsString());
    }
}
