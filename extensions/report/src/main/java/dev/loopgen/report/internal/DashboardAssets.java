package dev.loopgen.report.internal;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The constant parts of the page.
 *
 * @param style the style sheet
 * @param charts the chart library
 * @param script the script
 * @param policy the content security policy, which allows exactly these
 */
record DashboardAssets(String style, String charts, String script, String policy) {

  /** Loads the assets on first use. */
  private static final class Holder {
    static final DashboardAssets ASSETS = load();
  }

  static DashboardAssets get() {
    return Holder.ASSETS;
  }

  private static DashboardAssets load() {
    String style = read("uplot/uPlot.min.css") + "\n" + read("dashboard.css");
    String charts = read("uplot/uPlot.iife.min.js");
    String script = read("dashboard.js");
    String policy =
        "default-src 'none'; script-src "
            + source(charts)
            + " "
            + source(script)
            + "; style-src "
            + source(style)
            + "; base-uri 'none'; form-action 'none'";
    return new DashboardAssets(style, charts, script, policy);
  }

  /** Reads a resource; rejects a closing tag, which would end the surrounding element. */
  private static String read(String name) {
    try (InputStream in = DashboardAssets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
      if (text.contains("</")) {
        throw new IllegalStateException("the resource " + name + " has a closing tag");
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String source(String text) {
    return "'sha256-" + Sha256.hash(text.getBytes(StandardCharsets.UTF_8)).base64() + "'";
  }

  /** Formats JSON so that it cannot end a script element. */
  static String data(Json json) {
    return json.canonical()
        .replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
