package dev.pomona.indexer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.LocalSpark;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.store.FolderStore;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTableTest {

    private static final String VERSION = "20260101T000000Z-00000001";

    @TempDir
    private Path folder;

    @Test
    void oneThatCannotBeDeletedFailsNothingAndDoesNotCountAsPartOfTheVersion() throws Exception {
        ObjectStore store = FolderStore.at(folder);
        store.put(IndexLayout.file(VERSION, "staging/part-0.parquet"), new byte[1]);
        store.put(IndexLayout.file(VERSION, "vectors/part-0.parquet"), new byte[1]);
        ObjectStore undeletable = (ObjectStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("deleteAll")) {
                        throw new StoreException.Unavailable("SlowDown", null);
                    }
                    return method.invoke(store, arguments);
                });
        new StagingTable(LocalSpark.session(), undeletable, VERSION).discard();
        assertThat(new VersionFiles(LocalSpark.session(), undeletable, VERSION).written())
                .extracting(Manifest.IndexFile::path)
                .containsExactly("vectors/part-0.parquet");
    }
}
