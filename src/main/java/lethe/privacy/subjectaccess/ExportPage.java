package lethe.privacy.subjectaccess;

import java.util.List;
import lethe.platform.kernel.Page;
import lethe.privacy.subjectaccess.ExportSection.Value;

/** Rows of one table that belong to the reader, newest first. */
public record ExportPage(String table, String title, Page<List<Value>> page) {}
