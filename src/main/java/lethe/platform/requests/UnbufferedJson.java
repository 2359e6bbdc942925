package lethe.platform.requests;

import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.json.JsonMapper;

/** JSON that holds what is to be forgotten: no buffer is kept that it was read from or written to. */
public final class UnbufferedJson {
    private UnbufferedJson() {}

    public static JsonMapper mapper() {
        return JsonMapper.builder(JsonFactory.builder()
                        .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                        .build())
                .build();
    }
}
