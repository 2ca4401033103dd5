package dev.pomona.model.store.s3;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pomona.model.testing.S3TestServer;
import org.junit.jupiter.api.BeforeAll;

/** The store on LocalStack; skipped where Docker or its image is not to be had. */
class LocalStackStoreIT extends S3StoreContract {

    private static String bucket;

    @BeforeAll
    static void createBucket() {
        assumeTrue(S3TestServer.localStack().isPresent(), "LocalStack is not to be had here");
        bucket = S3TestServer.localStack().orElseThrow().newBucket();
    }

    @Override
    S3TestServer server() {
        return S3TestServer.localStack().orElseThrow();
    }

    @Override
    String bucket() {
        return bucket;
    }
}
