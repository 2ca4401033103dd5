"""The least indexing job one would write in Python: PySpark, Keras' MobileNetV2 in a pandas UDF, MLlib's StandardScaler and PCA.

    python indexer.py PHOTOS TARGET [COMPONENTS]

Reads PHOTOS/<label>/*, writes label, path and reduced features as Parquet to TARGET. For comparison only: the network has the
shape of Pomona's and random weights, which takes as long. Needs Java for Spark and the packages of requirements.txt.
"""

import io
import os
import sys
import time
from typing import Iterator

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy
import pandas
from PIL import Image
from pyspark.ml.feature import PCA, StandardScaler
from pyspark.ml.functions import array_to_vector, vector_to_array
from pyspark.sql import SparkSession
from pyspark.sql.functions import col, element_at, pandas_udf, split

start = time.time()
photos, target = sys.argv[1], sys.argv[2]
components = int(sys.argv[3]) if len(sys.argv) > 3 else 40

spark = (
    SparkSession.builder.master("local[*]")
    .config("spark.driver.memory", "4g")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.execution.arrow.maxRecordsPerBatch", "256")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")


def pixels(content):
    photo = Image.open(io.BytesIO(content)).convert("RGB")
    side = min(photo.size)
    left, top = (photo.width - side) // 2, (photo.height - side) // 2
    square = photo.crop((left, top, left + side, top + side)).resize((224, 224), Image.Resampling.BILINEAR)
    return numpy.asarray(square, dtype=numpy.float32) / 127.5 - 1


@pandas_udf("array<float>")
def features(batches: Iterator[pandas.Series]) -> Iterator[pandas.Series]:
    import keras
    import tensorflow

    tensorflow.config.threading.set_intra_op_parallelism_threads(1)
    network = keras.applications.MobileNetV2(weights=None, include_top=False, pooling="avg", input_shape=(224, 224, 3))
    run = tensorflow.function(lambda batch: network(batch, training=False))
    for batch in batches:
        rows = []
        for first in range(0, len(batch), 32):
            rows.extend(run(numpy.stack([pixels(content) for content in batch[first : first + 32]])).numpy())
        yield pandas.Series(rows)


files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(photos)
featurised = (
    files.repartition(spark.sparkContext.defaultParallelism)
    .select(element_at(split(col("path"), "/"), -2).alias("label"), "path", features("content").alias("features"))
    .select("label", "path", array_to_vector("features").alias("features"))
    .cache()
)
count = featurised.count()
standardised = StandardScaler(withMean=True, withStd=True, inputCol="features", outputCol="standardised").fit(featurised).transform(featurised)
reduced = PCA(k=components, inputCol="standardised", outputCol="reduced").fit(standardised).transform(standardised)
reduced.select("label", "path", vector_to_array("reduced", "float32").alias("vector")).write.mode("overwrite").parquet(target)
print(f"{count} photos in {time.time() - start:.1f} s", flush=True)
spark.stop()
