package dev.pomona.indexer.exemplars;

import org.apache.spark.sql.Row;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * A photo that may become an exemplar of its label.
 *
 * @param photo its name in the index
 * @param uri URI of its file, escaped
 * @param length bytes of its file
 * @param contentHash hash of its bytes
 * @param source folder that it was listed below
 * @param group photos of a group were taken together and look alike; of its source
 * @param folder where it lies: photos of another folder are likely to be of another origin
 * @param similarity cosine to the centre of its label, from -1 to 1
 * @param vector its reduced vector, of unit length
 */
record Candidate(
        String photo,
        String uri,
        long length,
        String contentHash,
        String source,
        String group,
        String folder,
        double similarity,
        float[] vector) {

    static final String FOLDER = "folder";
    static final String SIMILARITY = "similarity";

    /** Reads the columns of a photo, and label, folder, similarity and vector. */
    static Candidate of(Row row) {
        return new Candidate(
                row.getAs("photo"),
                row.getAs("uri"),
                row.<Long>getAs("length"),
                row.getAs("contentHash"),
                row.getAs("source"),
                row.getAs("group"),
                row.getAs(FOLDER),
                row.<Double>getAs(SIMILARITY),
                floats(row.getAs("vector")));
    }

    private static float[] floats(Seq<Float> values) {
        float[] floats = new float[values.size()];
        Iterator<Float> iterator = values.iterator();
        for (int i = 0; i < floats.length; i++) {
            floats[i] = iterator.next();
        }
        return floats;
    }

    /** Returns the cosine of both vectors. */
    double similarityTo(Candidate other) {
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += (double) vector[i] * other.vector[i];
        }
        return sum;
    }
}
