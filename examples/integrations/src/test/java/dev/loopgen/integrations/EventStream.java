package dev.loopgen.integrations;

import java.io.PrintStream;
import jdk.jfr.consumer.RecordingStream;

/** Tells of slow commands while runs go on. */
final class EventStream {

  private EventStream() {}

  // begin stream
  static RecordingStream commands(PrintStream out) {
    RecordingStream stream = new RecordingStream();
    stream.enable("dev.loopgen.Command");
    stream.onEvent(
        "dev.loopgen.Command",
        event ->
            out.println(
                event.getString("command")
                    + ": "
                    + event.getString("outcome")
                    + " in "
                    + event.getDuration("took").toMillis()
                    + " ms"));
    stream.startAsync();
    return stream;
  }
  // end stream
}
