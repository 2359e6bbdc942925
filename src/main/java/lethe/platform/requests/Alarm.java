package lethe.platform.requests;

import java.util.List;

/** A room that may find something wrong with the installation itself, which health and the operator's page then say. */
public interface Alarm {
    /** In words for the operator, without an id or a name: everybody may read them. Empty where all is well. */
    List<String> sentences();
}
