package lethe.lifecycle.imports;

import java.io.IOException;
import lethe.platform.kernel.Actor;
import lethe.platform.kernel.Permission;
import lethe.platform.requests.RequiresPermission;
import lethe.platform.requests.TakesFile;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The page on which a file is uploaded; {@link ImportPages} has the steps that follow. */
@Controller
@RequestMapping("/users/imports")
class UploadPages {
    private final ImportUpload uploads;

    UploadPages(ImportUpload uploads) {
        this.uploads = uploads;
    }

    @GetMapping("/new")
    @RequiresPermission(Permission.MANAGE_USERS)
    String blank() {
        return "imports/new";
    }

    @TakesFile
    @PostMapping("/new")
    @RequiresPermission(Permission.MANAGE_USERS)
    String upload(Actor actor, @RequestParam(name = ImportApi.FILE, required = false) @Nullable MultipartFile file)
            throws IOException {
        var chosen = file == null || file.isEmpty() ? null : file;
        return ImportPages.IMPORTS
                + uploads.upload(actor, ImportApi.bytes(chosen)).id();
    }
}
