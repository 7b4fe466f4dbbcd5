package dev.loopgen.report.internal;

import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What the page is made of besides its data; constant.
 *
 * @param style the style sheet
 * @param charts the chart library
 * @param script the script
 * @param policy the content security policy, which lets exactly these act
 */
record DashboardAssets(String style, String charts, String script, String policy) {

  /** Loaded where it is used first. */
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

  /** Reads a resource; a closing tag in it would end the element that it stands in. */
  private static String read(String name) {
    try (InputStream in = DashboardAssets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is not there");
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
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** Writes JSON that no script element can be ended by. */
  static String data(Json json) {
    return json.canonical()
        .replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
