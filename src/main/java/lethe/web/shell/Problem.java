package lethe.web.shell;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal in the reader's language (RFC 9457), for clients and pages.
 *
 * @param code the type without {@code /problems/}
 * @param support the preferred support contact
 * @param extra additional members: {@code missing}, {@code holders}, {@code current}
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "support", "errors"})
public record Problem(
        @JsonIgnore String code,
        String title,
        int status,
        String detail,
        @Nullable String support,
        @JsonIgnore List<Wrong> wrongs,
        @JsonIgnore Map<String, Object> extra) {
    @JsonProperty
    public String type() {
        return "/problems/" + code;
    }

    @JsonProperty
    public @Nullable List<Wrong> errors() {
        return wrongs.isEmpty() ? null : wrongs;
    }

    @JsonAnyGetter
    public Map<String, Object> members() {
        return extra;
    }

    /** An error in one field, with what to do about it. */
    public record Wrong(String field, String code, String message) {}
}
