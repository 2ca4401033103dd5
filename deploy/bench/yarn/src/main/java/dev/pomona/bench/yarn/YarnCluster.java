package dev.pomona.bench.yarn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * A YARN cluster of a resource manager and two node managers in this JVM, which starts its containers as processes. It works
 * until the JVM is ended.
 *
 * <p>Arguments: the folder that the configuration of clients is written to, {@code yarn-site.xml} and {@code core-site.xml}; an
 * absent {@code yarn-site.xml} says that the cluster is not up yet.
 */
public final class YarnCluster {

    private static final int NODES = 2;

    /** Of a node: a driver and an executor. */
    private static final int NODE_MEGABYTES = 6 * 1024;

    private static final int NODE_CORES = 4;

    private YarnCluster() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        YarnConfiguration settings = new YarnConfiguration();
        settings.setInt(YarnConfiguration.NM_PMEM_MB, NODE_MEGABYTES);
        settings.setInt(YarnConfiguration.NM_VCORES, NODE_CORES);
        settings.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 128);
        settings.set("yarn.scheduler.capacity.root.queues", "default");
        settings.set("yarn.scheduler.capacity.root.default.capacity", "100");
        settings.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1");
        // Containers that take more memory than they were given are killed, as anywhere; address space is not counted.
        settings.setBoolean(YarnConfiguration.NM_PMEM_CHECK_ENABLED, true);
        settings.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
        // Logs and working folders stay for the script to look at.
        settings.setInt(YarnConfiguration.DEBUG_NM_DELETE_DELAY_SEC, 3_600);
        settings.setFloat(YarnConfiguration.NM_MAX_PER_DISK_UTILIZATION_PERCENTAGE, 99.5f);
        settings.set(YarnConfiguration.YARN_APPLICATION_CLASSPATH, "");
        MiniYARNCluster cluster = new MiniYARNCluster("pomona", NODES, 1, 1);
        cluster.init(settings);
        cluster.start();
        write(core(), folder.resolve("core-site.xml"));
        Path written = folder.resolve("yarn-site.tmp");
        write(cluster.getConfig(), written);
        Files.move(written, folder.resolve("yarn-site.xml"));
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::stop));
    }

    /** Returns the settings of the file systems: the staging folder is on this machine. */
    private static Configuration core() {
        Configuration settings = new Configuration(false);
        settings.set("fs.defaultFS", "file:///");
        return settings;
    }

    private static void write(Configuration settings, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.writeXml(out);
        }
    }
}
