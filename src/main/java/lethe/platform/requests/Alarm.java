package lethe.platform.requests;

import java.util.List;

/** Implemented by rooms that can detect faults of the installation, which health and the operator console report. */
public interface Alarm {
    /** Sentences for the operator; public, so without IDs or names. Empty if all is well. */
    List<String> sentences();
}
